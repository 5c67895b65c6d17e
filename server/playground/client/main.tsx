import 'graphiql/style.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { provideEditorWorkers } from './editor-workers.js';

provideEditorWorkers();
const root = document.querySelector('#root');
if (root) createRoot(root).render(<App />);
