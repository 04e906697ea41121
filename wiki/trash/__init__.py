"""What has been put into the trash of a space: looking at it, having it back, deleting it for ever."""
