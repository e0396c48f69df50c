-- Whether a case is open to one of `who`; null on either side: to all whose reach it lies in. Planned as if it stood in
-- the query itself.
create function is_open_to(open_to text[], who text[]) returns boolean language sql immutable parallel safe
as 'select who is null or open_to is null or open_to && who';
