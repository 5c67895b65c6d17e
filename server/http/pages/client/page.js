// Runs in the browser as it stands: sends the forms of the pages to the API.

import { OPERATIONS } from './operations.js';

/** What follows on success. */
const AFTERWARDS = {
  reload: () => location.reload(),
  deadlines: () => location.assign('/viec'),
  'sign-in': (form) => {
    // The link works once: nobody needs its secret in the history.
    history.replaceState(null, '', location.pathname);
    form.hidden = true;
    form.parentElement.querySelector('[data-after]').hidden = false;
    form.parentElement.querySelector('[data-after] input').focus();
  },
};

async function ask(query, variables) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query, variables }),
  }).catch(() => null);
  const answer = await response?.json().catch(() => null);
  if (!answer) throw new Error('Không kết nối được với máy chủ. Hãy kiểm tra mạng rồi thử lại.');
  if (answer.errors) throw new Error(answer.errors.map(({ message }) => message).join(' '));
  return answer.data;
}

function variablesOf(form) {
  const { repeated, ...fields } = Object.fromEntries(new FormData(form));
  if (fields.revision) fields.revision = Number(fields.revision);
  if (form.dataset.operation !== 'setPassword') return fields;
  if (repeated !== fields.password) throw new Error('Hai lần nhập mật khẩu không giống nhau.');
  const token = location.hash.slice(1);
  if (!token) throw new Error('Liên kết không đầy đủ. Hãy mở lại đúng liên kết đã nhận.');
  return { ...fields, token };
}

async function submit(form) {
  const { operation } = form.dataset;
  const result = (await ask(OPERATIONS[operation], variablesOf(form)))[operation];
  if (result?.message) throw new Error(result.message);
  if (result?.userErrors) throw new Error(result.userErrors.map(({ message }) => message).join(' '));
  (AFTERWARDS[form.dataset.then] ?? AFTERWARDS.reload)(form);
}

for (const form of document.querySelectorAll('form[data-operation]')) {
  const alert = form.querySelector('[role=alert]');
  const button = form.querySelector('button');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    if (alert) alert.hidden = true;
    try {
      await submit(form);
    } catch (error) {
      if (!alert) return;
      alert.textContent = error.message;
      alert.hidden = false;
    } finally {
      button.disabled = false;
    }
  });
}

/** Sends the file of a form as it is, and shows what comes back: first what would happen, then what did. */
async function upload(form, fields) {
  const file = form.elements.file.files[0];
  const query = new URLSearchParams({ fileName: file.name, profile: form.elements.profile.value, ...fields });
  const response = await fetch(`${form.dataset.upload}?${query}`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/octet-stream' },
    body: file,
  }).catch(() => null);
  const answer = await response?.json().catch(() => null);
  if (!answer) throw new Error('Không gửi được tệp. Hãy kiểm tra mạng rồi thử lại.');
  if (answer.errors) throw new Error(answer.errors.map(({ message }) => message).join(' '));
  return answer;
}

for (const form of document.querySelectorAll('form[data-upload]')) {
  const [alert, preview, commit] = ['[role=alert]', '[data-preview]', '[data-commit]'].map((part) =>
    form.querySelector(part),
  );
  const buttons = form.querySelectorAll('button');
  let base = null;
  const run = async (work) => {
    alert.hidden = true;
    for (const button of buttons) button.disabled = true;
    try {
      await work();
    } catch (error) {
      alert.textContent = error.message;
      alert.hidden = false;
    } finally {
      for (const button of buttons) button.disabled = false;
    }
  };
  const forget = () => {
    preview.hidden = true;
    commit.hidden = true;
  };
  form.addEventListener('change', forget);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    forget();
    run(async () => {
      const answer = await upload(form, { dryRun: 'true' });
      base = answer.import.baseDataVersion;
      preview.innerHTML = answer.report; // markup of the server, with every value escaped
      preview.hidden = false;
      commit.hidden = answer.import.created + answer.import.changed + answer.import.rejected === 0;
    });
  });
  commit.addEventListener('click', () =>
    run(async () => {
      const answer = await upload(form, { expectedDataVersion: String(base) });
      location.assign(`/nap-ho-so/${answer.import.id}`);
    }),
  );
}

/**
 * Browsers keep the session back when a page is opened from a mail on another site. Opened once more from here, the page
 * comes with it; the mark keeps a browser that never sends it from turning in circles.
 */
async function openWithSession() {
  if (sessionStorage.getItem('opened') === location.pathname) return;
  const { viewer } = await ask('{ viewer { name } }');
  if (!viewer) return;
  sessionStorage.setItem('opened', location.pathname);
  location.replace(location.href);
}

if (document.querySelector('[data-page="sign-in"]')) openWithSession().catch(() => undefined);
else sessionStorage.removeItem('opened');
