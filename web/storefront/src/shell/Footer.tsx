import { PreferenceSelects, useTranslation } from '@sharpcommerce/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { categoriesQuery, useShop } from '../shop';

function Column({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h2 className="text-sm font-semibold">{title}</h2>
      <ul className="mt-3 space-y-2 text-sm text-muted [&_a:hover]:text-text">{children}</ul>
    </div>
  );
}

export function Footer() {
  const { t } = useTranslation('shell');
  const shop = useShop();
  const categories = useSuspenseQuery(categoriesQuery).data;
  return (
    <footer className="print:hidden mt-20 border-t border-line bg-sunken">
      <div className="mx-auto grid max-w-7xl grid-cols-2 gap-8 px-4 py-12 sm:grid-cols-4 sm:px-6">
        <div className="col-span-2 sm:col-span-1">
          <p className="text-lg font-semibold">{shop.name}</p>
          <div className="mt-4">
            <PreferenceSelects />
          </div>
        </div>
        <Column title={t('shopBy')}>
          {categories.slice(0, 6).map(category => (
            <li key={category.id}>
              <Link to="/c/$slug" params={{ slug: category.slug }}>
                {category.title}
              </Link>
            </li>
          ))}
        </Column>
        <Column title={t('help')}>
          <li>
            <Link to="/track">{t('track')}</Link>
          </li>
          <li>
            <Link to="/account">{t('account')}</Link>
          </li>
          {shop.contactEmail && (
            <li>
              <a href={`mailto:${shop.contactEmail}`}>{t('contact')}</a>
            </li>
          )}
        </Column>
        {shop.legalLinks.length > 0 && (
          <Column title={t('legal')}>
            {shop.legalLinks.map(link => (
              <li key={link.url}>
                <a href={link.url}>{link.title}</a>
              </li>
            ))}
          </Column>
        )}
      </div>
    </footer>
  );
}
