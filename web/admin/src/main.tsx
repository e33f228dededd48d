import { applyTheme, reloadAfterUpdate, startTranslations } from '@sharpcommerce/ui';
import { Toaster } from '@sharpcommerce/ui/toaster';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './app.css';
import { english, words } from './messages';
import { queryClient, router } from './router';

reloadAfterUpdate();
applyTheme();
await startTranslations(english, words);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Toaster />
    </QueryClientProvider>
  </StrictMode>,
);
