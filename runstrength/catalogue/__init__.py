"""What can be trained: exercises, routines, and the library that reads them from files."""
