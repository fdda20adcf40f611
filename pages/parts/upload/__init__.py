"""What the upload page is composed of: the draft, the form, the preview, the faults, the history of batches."""
