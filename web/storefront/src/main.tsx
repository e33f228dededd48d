import { applyTheme, reloadAfterUpdate, startTranslations } from '@sharpcommerce/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import './app.css';
import { english, words } from './messages';
import { queryClient, router } from './router';

const Toaster = lazy(async () => ({ default: (await import('@sharpcommerce/ui/toaster')).Toaster }));

reloadAfterUpdate();
applyTheme();
await startTranslations(english, words);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Suspense>
        <Toaster />
      </Suspense>
    </QueryClientProvider>
  </StrictMode>,
);
