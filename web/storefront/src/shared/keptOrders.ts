import type { Schemas } from '@sharpcommerce/client';
import { kept } from '../shop';

/** An order that was placed on this device. */
export interface KeptOrder {
  id: string;
  number: number;
  /** What opens it for a guest. */
  token: string | null;
  placedAt: string;
  cartId: string;
  /** Whether it was placed by somebody signed in: then it is forgotten when they sign out. */
  ofAccount?: boolean;
}

const MAX = 50;
const store = kept<KeptOrder[]>('orders');

/** The orders placed on this device, newest first. */
export function keptOrders(): KeptOrder[] {
  const orders = store.get();
  return Array.isArray(orders) ? orders : [];
}

export function keptOrder(id: string): KeptOrder | undefined {
  return keptOrders().find(order => order.id === id);
}

export function keptOrderOfCart(cartId: string): KeptOrder | undefined {
  return keptOrders().find(order => order.cartId === cartId);
}

/** Keeps an order with its token, which is told only once. */
export function keepOrder(order: Schemas['OrderView'], token: string | null): void {
  const others = keptOrders().filter(other => other.id !== order.id);
  const own: KeptOrder = {
    id: order.id,
    number: order.number,
    token,
    placedAt: order.placedAt,
    cartId: order.cartId,
    ofAccount: order.customerId != null,
  };
  store.set([own, ...others].sort((one, other) => other.placedAt.localeCompare(one.placedAt)).slice(0, MAX));
}

/** Forgets the orders of whoever signs out: their account has them, and the next one at this device must not. */
export function forgetOrdersOfAccount(): void {
  store.set(keptOrders().filter(order => !order.ofAccount));
}
