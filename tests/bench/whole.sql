-- whole - the five filters' work in SQLite.
CREATE TABLE framework(indicator, parent, weight REAL, direction REAL);
CREATE TABLE figures(year INT, city, indicator, value);
.mode tabs
.import --skip 1 framework.tsv framework
.import --skip 1 figures.tsv figures
.headers on
WITH spread AS (
	SELECT year, indicator, min(CAST(value AS REAL)) AS lo, max(CAST(value AS REAL)) AS hi
	FROM figures WHERE value <> '' GROUP BY year, indicator),
area AS (
	SELECT f.year, f.city, w.parent AS indicator, sum(w.weight * 100 *
	    (CASE direction WHEN 1 THEN value - lo ELSE hi - value END) / (hi - lo)) /
	    sum(w.weight) AS value
	FROM figures f JOIN framework w USING (indicator)
	JOIN spread s ON s.year = f.year AND s.indicator = f.indicator
	WHERE f.value <> '' GROUP BY f.year, f.city, w.parent),
node AS (SELECT * FROM area UNION ALL
	SELECT year, city, 'overall', avg(value) FROM area GROUP BY year, city),
ranked AS (SELECT *, rank() OVER (PARTITION BY year, indicator ORDER BY value DESC) AS rank
	FROM node)
SELECT *, lag(rank) OVER (PARTITION BY city, indicator ORDER BY year) - rank AS rank_change
FROM ranked ORDER BY year, indicator, rank, city;
