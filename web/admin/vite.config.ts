import { app } from '../vite.shared.ts';

export default app('/admin/', 'admin', 5174);
