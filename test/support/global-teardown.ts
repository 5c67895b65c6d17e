// oxlint-disable-next-line import/no-default-export
export { stopTestServer as default } from './global-setup.js';
