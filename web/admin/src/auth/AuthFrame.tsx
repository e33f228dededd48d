import { PreferenceSelects, useTranslation } from '@sharpcommerce/ui';
import type { ReactNode } from 'react';

/** The frame of pages for whoever is not signed in. */
export function AuthFrame({ title, text, children }: { title: string; text?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation('auth');
  document.title = `${title} · ${t('backOffice')}`;
  return (
    <div className="flex min-h-dvh flex-col items-center bg-sunken px-4 py-10 sm:justify-center">
      <main className="w-full max-w-sm">
        <p className="mb-6 text-center text-sm font-medium text-muted">{t('backOffice')}</p>
        <div className="rounded-2xl border border-line bg-surface p-6 shadow-sm sm:p-8">
          <h1 className="text-xl font-semibold">{title}</h1>
          {text != null && <p className="mt-1.5 text-sm text-muted">{text}</p>}
          <div className="mt-6">{children}</div>
        </div>
      </main>
      <div className="mt-8">
        <PreferenceSelects />
      </div>
    </div>
  );
}
