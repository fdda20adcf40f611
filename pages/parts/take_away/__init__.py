"""What is taken away: tables as CSV and XLSX, whole pages as one XLSX, each with its sources and its meaning."""
