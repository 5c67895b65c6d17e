const labels: Readonly<Record<string, string>> = { json: 'json', graphql: 'graphql' };

/** Lets the editor start its workers from this server's own files, which the page's policy demands. */
export function provideEditorWorkers(): void {
  Object.assign(globalThis, {
    MonacoEnvironment: {
      getWorker: (_id: string, label: string) =>
        new Worker(new URL(WORKER_FILES[labels[label] ?? 'editor'] ?? '', import.meta.url), { name: label }),
    },
  });
}
