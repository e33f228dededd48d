import { data } from '@sharpcommerce/client';
import { Button, buttonClass, EmptyState, ErrorState, useTranslation } from '@sharpcommerce/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Package } from 'lucide-react';
import { api, usePageTitle } from '../shop';
import { OrderList } from './OrderList';

export function OrdersPage() {
  const { t } = useTranslation('account');
  usePageTitle(t('orders'));
  const orders = useInfiniteQuery({
    queryKey: ['orders', 'all'],
    queryFn: ({ pageParam }) => data(api.GET('/store/orders', { params: { query: { cursor: pageParam, limit: 20 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextCursor ?? undefined,
  });
  const rows = orders.data?.pages.flatMap(page => page.items);
  return (
    <div className="space-y-6">
      <h1 className="text-3xl font-semibold tracking-tight">{t('orders')}</h1>
      {orders.isError ? (
        <ErrorState error={orders.error} onRetry={() => void orders.refetch()} />
      ) : rows?.length === 0 ? (
        <EmptyState
          icon={<Package />}
          title={t('noOrders')}
          text={t('noOrdersText')}
          action={
            <Link to="/search" className={buttonClass({ variant: 'primary' })}>
              {t('lookAround')}
            </Link>
          }
        />
      ) : (
        <div className="rounded-2xl border border-line p-5 sm:p-6">
          <OrderList orders={rows} />
        </div>
      )}
      {orders.hasNextPage && (
        <Button busy={orders.isFetchingNextPage} onClick={() => void orders.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}
