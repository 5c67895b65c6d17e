/** Follows ways over several hosts as a browser does, with a jar of cookies for each host, but without looking at pages. */
export class CookieBrowser {
  private readonly jars = new Map<string, Map<string, string>>();
  /** Every address that was asked for, first one first. */
  readonly visited: string[] = [];

  /** Asks for an address, and goes where it is sent until `stop` says so or a page comes. */
  async open(address: string, stop: (url: URL) => boolean = () => false): Promise<Response> {
    for (let url = new URL(address); ;) {
      this.visited.push(url.href);
      const response = await fetch(url, { redirect: 'manual', headers: { cookie: this.cookiesFor(url) } });
      this.keep(url, response);
      const location = response.headers.get('location');
      if (location === null) return response;
      const next = new URL(location, url);
      if (stop(next)) {
        this.visited.push(next.href);
        return response;
      }
      url = next;
    }
  }

  /** The cookies that go with a request, as its header. */
  cookiesFor({ host }: URL): string {
    return [...(this.jars.get(host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private keep({ host }: URL, { headers }: Response): void {
    const jar = this.jars.get(host) ?? new Map<string, string>();
    this.jars.set(host, jar);
    for (const line of headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=', 2);
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
  }
}
