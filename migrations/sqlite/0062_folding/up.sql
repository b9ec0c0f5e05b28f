-- Folding is done by the program here.
SELECT 1;
