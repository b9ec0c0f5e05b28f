-- Nothing to do: here the search index has a table of its own from the beginning.
SELECT 1;
