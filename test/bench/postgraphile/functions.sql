-- What a user of PostGraphile writes for what the tables alone do not tell; each becomes a field of Unit.
create type handled_procedure as (code text, name text, service_level text);
create function unit_handled_procedures(unit unit) returns setof handled_procedure stable language sql as $$
  select p.code, v.name, v.service_level from procedure p join procedure_version v on v.procedure_id = p.id
  where v.competence in ('COMMUNE', 'BOTH') and coalesce(v.valid_from <= current_date, true)
    and coalesce(v.valid_to > current_date, true)
  order by v.name collate "vi-x-icu", p.id $$;
comment on function unit_handled_procedures(unit) is E'@behavior -connection +list';

create type month_statistics as (received int, resolved int, full_process int);
create function unit_months(unit unit) returns setof month_statistics stable language sql as $$
  select coalesce(sum(r.received_online + r.received_in_person + r.received_postal), 0)::int,
    coalesce(sum(r.resolved_early + r.resolved_on_time + r.resolved_late), 0)::int, coalesce(sum(r.full_process), 0)::int
  from generate_series(0, 23) month left join unit_rollup r on r.unit_id = unit.id
    and r.bucket >= date '2024-12-15' + make_interval(months => month)
    and r.bucket < date '2025-01-15' + make_interval(months => month)
  group by month order by month $$;
comment on function unit_months(unit) is E'@behavior -connection +list';

-- With its place, because a row of nothing but nulls would be answered as null.
create type indicator_ratio as (place int, numerator int, denominator int);
create function unit_ratios(unit unit) returns setof indicator_ratio stable language sql as $$
  select ratio.place, ratio.numerator::int, ratio.denominator::int from (
    select sum(full_process * inside) as full_process, sum(eligible * inside) as eligible,
      sum((resolved_early + resolved_on_time + resolved_late) * inside) as resolved,
      sum(payable * inside) as payable, sum(paid_online * inside) as paid_online
    from unit_rollup r, lateral (select (r.bucket >= '2025-11-15')::int as inside) month
    where r.unit_id = unit.id and r.bucket < '2025-12-15') c
  cross join lateral (values (1, full_process, eligible), (2, full_process, resolved), (3, paid_online, payable))
    ratio (place, numerator, denominator)
  order by ratio.place $$;
comment on function unit_ratios(unit) is E'@behavior -connection +list';
