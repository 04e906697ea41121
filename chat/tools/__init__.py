"""What is done with messages: pins, quotations, passing on, files, editing, polls."""
