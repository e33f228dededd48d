import type { Translation } from '@sharpcommerce/ui';
import type { en } from './en';

export const de: Translation<typeof en> = {};
