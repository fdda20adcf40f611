-- The few functions of ours that SQL files may use, defined once per engine; this is DuckDB's version of them.
-- Whole days from a to b (b - a).
CREATE OR REPLACE TEMP MACRO days_between(a, b) AS date_diff('day', a, b);
-- The first day of the day's month.
CREATE OR REPLACE TEMP MACRO month_of(d) AS CAST(date_trunc('month', d) AS DATE);
