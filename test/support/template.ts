/** Brings the empty database at `url` to the state that every test database starts from. */
export async function prepareTemplate(_url: string): Promise<void> {}
