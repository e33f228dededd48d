import { data, type Schemas, tagged } from '@sharpcommerce/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../session';

export type Order = Schemas['OrderView'];
export type Payment = Schemas['PaymentView'];

/** What the list is narrowed by, as the address says it. */
export interface OrderFilter {
  status?: Schemas['OrderStatus'];
  payment?: Schemas['PaymentStatus'];
  fulfillment?: Schemas['FulfillmentStatus'];
  /** A number, or an email address. */
  q?: string;
  from?: string;
  to?: string;
}

const NUMBER = /^#?(\d{1,18})$/;

export function loadOrders(filter: OrderFilter & { customerId?: string }, cursor: string | undefined, limit = 25) {
  const number = NUMBER.exec(filter.q ?? '')?.[1];
  const query = {
    status: filter.status,
    paymentStatus: filter.payment,
    fulfillmentStatus: filter.fulfillment,
    customerId: filter.customerId,
    number: number === undefined ? undefined : Number(number),
    email: number === undefined && filter.q ? filter.q : undefined,
    placedFrom: filter.from ? `${filter.from}T00:00:00Z` : undefined,
    placedBefore: filter.to ? dayAfter(filter.to) : undefined,
    limit,
    cursor,
  };
  return data(api.GET('/admin/orders', { params: { query } }));
}

function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString();
}

/** An order with its version. */
export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: ['order', id],
    queryFn: () => tagged(api.GET('/admin/orders/{id}', { params: { path: { id } } })),
  });

/** Units of the order that have not left. */
export const leftToSend = (order: Order) => order.lines.reduce((sum, line) => sum + line.quantity - (line.fulfilled ?? 0), 0);
