/*
 * Loaded before server and worker: when the command that started them was killed and so cannot stop them, the channel to
 * it closes, and they stop themselves as if asked to.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
