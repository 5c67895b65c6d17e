/** The whole style sheet of the page; its hash stands in the page's policy. */
export const REFERENCE_STYLE = `
:root { color-scheme: light dark; --line: #d7dce2; --soft: #f4f6f8; --ink: #1b2733; --faint: #5b6875; --link: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --line: #33404d; --soft: #1d2630; --ink: #e6ebf0; --faint: #9aa7b4; --link: #7db8f5; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.55 system-ui, sans-serif; color: var(--ink); display: grid; grid-template-columns: 17rem minmax(0, 1fr); }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1rem; border-right: 1px solid var(--line); font-size: 13px; }
nav ul { list-style: none; margin: 0; padding: 0 0 0.5rem 0.75rem; }
summary { cursor: pointer; font-weight: 600; padding: 0.2rem 0; }
main { padding: 1.5rem 2rem 4rem; max-width: 68rem; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
h1 { font-size: 1.6rem; margin: 0 0 0.5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.5rem; border-bottom: 2px solid var(--line); }
section { margin: 1.5rem 0; scroll-margin-top: 1rem; }
h3 { font: 600 1.05rem ui-monospace, monospace; margin: 0 0 0.25rem; }
h3 small { font: 400 12px system-ui, sans-serif; color: var(--faint); }
p { margin: 0.25rem 0; }
dl { margin: 0.5rem 0 0; border: 1px solid var(--line); border-radius: 6px; }
dl > div { padding: 0.5rem 0.75rem; border-top: 1px solid var(--line); }
dl > div:first-child { border-top: 0; }
dt { font-family: ui-monospace, monospace; font-size: 13.5px; overflow-wrap: anywhere; }
dd { margin: 0; }
dd ul { margin: 0.25rem 0 0; padding-left: 1.25rem; font-size: 14px; }
code { font-size: 13px; }
.who { color: var(--faint); font-size: 13px; }
.old { background: var(--soft); padding: 0.1rem 0.4rem; border-radius: 4px; font-size: 13px; }
@media (max-width: 60rem) { body { display: block; } nav { position: static; height: auto; border: 0; } main { padding: 1rem; } }
@media print { body { display: block; } nav { display: none; } }
`;
