import { Migration } from '@mikro-orm/migrations';

/**
 * A number that every statement writing to a table of the product raises before it writes, so that who keeps an answer
 * can tell whether the data are still those it was made of.
 *
 * The transaction has its number before the mark is raised: whoever reads the mark and after that finds no transaction
 * under way knows that everything counted in the mark can be seen.
 */
export class WriteMark extends Migration {
  override up(): void {
    this.addSql(`create sequence "write_mark"`);
    this.addSql(`create function raise_write_mark() returns trigger language plpgsql as $$
      begin
        perform pg_current_xact_id();
        perform nextval('write_mark');
        return null;
      end $$`);
    this.addSql(`create function read_write_mark(out mark bigint, out quiet boolean) language plpgsql volatile as $$
      begin
        select last_value into mark from write_mark;
        select pg_snapshot_xmin(now) = pg_snapshot_xmax(now) into quiet from pg_current_snapshot() now;
      end $$`);
    this.addSql(`create function track_writes() returns integer language plpgsql as $$
      declare
        untracked record;
        tracked integer := 0;
      begin
        for untracked in
          select c.oid::regclass as name from pg_class c
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
            and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'raise_write_mark')
          order by c.relname
        loop
          execute format('create trigger raise_write_mark before insert or update or delete or truncate on %s
            for each statement execute function raise_write_mark()', untracked.name);
          tracked := tracked + 1;
        end loop;
        return tracked;
      end $$`);
    this.addSql(`select track_writes()`);
  }

  override down(): void {
    this.addSql(`drop function track_writes()`);
    this.addSql(`drop function read_write_mark()`);
    this.addSql(`drop function raise_write_mark() cascade`);
    this.addSql(`drop sequence "write_mark"`);
  }
}
