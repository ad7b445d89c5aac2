"""Plain stores: ordinary quad stores on disk that can be written."""
