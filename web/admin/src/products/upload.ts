import { data, type Schemas } from '@sharpcommerce/client';
import { api } from '../session';

export const PICTURES = 'image/png,image/jpeg,image/webp,image/gif,image/avif';

/** Uploads a picture. The same one again answers with what is there. */
export function upload(file: File): Promise<Schemas['MediaResponse']> {
  const form = new FormData();
  form.set('file', file);
  return data(api.POST('/admin/media', { body: form as never, bodySerializer: body => body as unknown as FormData }));
}
