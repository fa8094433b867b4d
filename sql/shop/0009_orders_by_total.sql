-- Orders are also listed by what they came to.
CREATE INDEX orders_by_total ON orders (total);
