"""The numbers: which KPIs there are, the questions one may ask of them, and the warehouse as a reader sees it."""
