import { useQuery } from '@tanstack/react-query';
import { hasShop, shopQuery } from '../session';

/** The browser's title: the page, then the shop. */
export function usePageTitle(title: string | undefined): void {
  const shop = useQuery({ ...shopQuery, enabled: hasShop() }).data;
  document.title = [title, shop?.name ?? 'SharpCommerce'].filter(Boolean).join(' · ');
}
