"""The exercise screens: the list, the page of one exercise, and the picker."""
