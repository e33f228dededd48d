import { app } from '../vite.shared.ts';

export default app('/', 'shop', 5173);
