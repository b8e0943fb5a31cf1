// First of all: under our Content-Security-Policy schemas must not compile themselves with `new Function`.
import './zod-without-eval.ts';
import { createRoot } from 'react-dom/client';
import './styles/tokens.css';
import './styles/base.css';
import { App } from './app.tsx';
import { followCore } from './data/query.ts';
import { catchEverything } from './errors/catch-everything.ts';
import { startAfresh } from './shell/start-documents.ts';
import { clearToasts } from './ui/toast.tsx';

const place = document.getElementById('root');
if (place === null) throw new Error('The page has no place for the program');
followCore(startAfresh, clearToasts);
catchEverything();
createRoot(place).render(<App />);
