import { useEffect, useState, type FormEvent } from 'react';
import { loadViewer, roleName, signIn, signOut, type Viewer } from './session.js';

/** Who is signed in, with a way out; or the form to sign in. */
export function SignInPanel() {
  const [viewer, setViewer] = useState<Viewer | null>(null);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    loadViewer().then(setViewer, () => setViewer(null));
  }, []);
  if (viewer) return <SignedIn viewer={viewer} onLeave={() => void signOut().finally(() => setViewer(null))} />;
  return (
    <div className="session">
      <span>Chưa đăng nhập: chỉ xem được số liệu công khai.</span>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Đăng nhập
      </button>
      {isOpen && (
        <SignInForm
          onSignedIn={(next) => {
            setOpen(false);
            setViewer(next);
          }}
        />
      )}
    </div>
  );
}

function SignedIn({ viewer, onLeave }: { viewer: Viewer; onLeave: () => void }) {
  const place = [roleName(viewer.role), viewer.unit?.name].filter(Boolean).join(', ');
  return (
    <div className="session">
      <span>
        <strong>{viewer.name}</strong> ({place})
      </span>
      <button type="button" onClick={onLeave}>
        Đăng xuất
      </button>
    </div>
  );
}

function SignInForm({ onSignedIn }: { onSignedIn: (viewer: Viewer) => void }) {
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem('');
    try {
      onSignedIn(await signIn(String(form.get('email')), String(form.get('password'))));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <form className="sign-in" onSubmit={submit}>
      <label>
        Thư điện tử
        <input name="email" type="email" autoComplete="username" required autoFocus />
      </label>
      <label>
        Mật khẩu
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      {problem && <p role="alert">{problem}</p>}
      <button type="submit" disabled={isBusy}>
        {isBusy ? 'Đang đăng nhập…' : 'Đăng nhập'}
      </button>
    </form>
  );
}
