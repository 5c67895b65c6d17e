/**
 * Settings of the embedded PostgreSQL, as `name=value`; given at each start, so they hold for old data too.
 *
 * Nothing here is left to the machine (time zone, formats, search configuration): the same query answers the same everywhere.
 * `port` is a port of 127.0.0.1. `ephemeral` gives up safety for speed: the data must not matter.
 */
export function serverSettings(port: number, ephemeral: boolean): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=', // no file outside the data folder
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    'datestyle=ISO, YMD',
    'intervalstyle=postgres',
    'lc_messages=C',
    'lc_monetary=C',
    'lc_numeric=C',
    'lc_time=C',
    'default_text_search_config=pg_catalog.simple',
    'log_checkpoints=off',
  ];
  return ephemeral ? [...settings, 'fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : settings;
}
