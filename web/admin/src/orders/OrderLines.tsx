import { useFormat, useTranslation } from '@sharpcommerce/ui';
import { Link } from '@tanstack/react-router';
import { useCan } from '../session';
import { Card, Facts } from '../shared/Page';
import type { Order } from './queries';

/** What was ordered, and what it comes to. */
export function OrderLines({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const { money } = useFormat();
  const can = useCan();
  return (
    <Card title={t('items')} flush>
      <div className="overflow-x-auto">
        <table className="w-full text-sm">
          <caption className="sr-only">{t('items')}</caption>
          <thead>
            <tr className="border-b border-line text-left text-muted">
              <th scope="col" className="px-5 py-2.5 font-medium">
                {t('item')}
              </th>
              <th scope="col" className="px-3 py-2.5 text-right font-medium max-sm:hidden">
                {t('price')}
              </th>
              <th scope="col" className="px-3 py-2.5 text-right font-medium">
                {t('quantity')}
              </th>
              <th scope="col" className="px-3 py-2.5 text-right font-medium max-sm:hidden">
                {t('sent')}
              </th>
              <th scope="col" className="px-5 py-2.5 text-right font-medium">
                {t('total')}
              </th>
            </tr>
          </thead>
          <tbody>
            {order.lines.map(line => (
              <tr key={line.id} className="border-b border-line">
                <td className="px-5 py-3">
                  {can('catalog:read') ? (
                    <Link to="/products/$id" params={{ id: line.productId }} className="font-medium hover:underline">
                      {line.title}
                    </Link>
                  ) : (
                    <span className="font-medium">{line.title}</span>
                  )}
                  <span className="block text-muted">
                    {[line.variantTitle === 'Default' ? null : line.variantTitle, line.sku].filter(Boolean).join(' · ')}
                  </span>
                </td>
                <td className="px-3 py-3 text-right tabular-nums max-sm:hidden">{money(line.unitPrice)}</td>
                <td className="px-3 py-3 text-right tabular-nums">{line.quantity}</td>
                <td className="px-3 py-3 text-right tabular-nums max-sm:hidden">{line.fulfilled}</td>
                <td className="px-5 py-3 text-right tabular-nums">{money(line.total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="px-5 py-4">
        <Facts
          items={[
            [t('subtotal'), money(order.subtotal)],
            ...(order.discount.amount > 0 ? [[t('discount'), `−${money(order.discount)}`] as const] : []),
            [t('shipping'), money(order.shipping)],
            [order.taxIncluded ? t('taxIncluded') : t('tax'), money(order.tax)],
            [<strong key="total">{t('total')}</strong>, <strong key="sum">{money(order.total)}</strong>],
          ]}
        />
      </div>
    </Card>
  );
}
