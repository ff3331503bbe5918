"""What several features share: the bases of screens, forms, rows and plans in lines."""
