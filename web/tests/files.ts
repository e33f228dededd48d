import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A picture of six by four pixels. */
export const PICTURE = {
  name: 'boot.gif',
  mimeType: 'image/gif',
  buffer: Buffer.from('R0lGODlhBgAEAIAAAExpcchQKCH5BAUAAAAALAAAAAAGAAQAAAIEjI+pVwA7', 'base64'),
};

/** A product file as a shop of Shopify's exports it, where one lies beside the project; nothing of it is needed otherwise. */
const SHOPIFY = join(import.meta.dirname, '../../../shared/data/shopify-apparel.csv');
export const realFile = existsSync(SHOPIFY) ? SHOPIFY : null;

/** The same columns in small, with a fault in the last row. */
export const SMALL_FILE = {
  name: 'products.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty,Status',
      'felt-slippers,Felt Slippers,Size,39,FS-39,49.00,shopify,4,active',
      'felt-slippers,,,40,FS-40,49.00,shopify,2,',
      'felt-hat,Felt Hat,Title,Default Title,FH,39.999,shopify,5,active',
    ].join('\n'),
  ),
};
