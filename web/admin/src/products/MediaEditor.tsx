import { Button, Dialog, Field, Input, toast, useTranslation } from '@sharpcommerce/ui';
import { ArrowDown, ArrowUp, Images, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useFieldArray, useFormContext } from 'react-hook-form';
import { Card } from '../shared/Page';
import { DropZone } from './DropZone';
import type { ProductForm } from './form';
import { MediaGrid } from './MediaGrid';
import { Picture } from './Picture';
import { PICTURES, upload } from './upload';

/** The pictures of a product, in their order; the first is the one in lists. */
export function MediaEditor() {
  const { t } = useTranslation('products');
  const { control, register } = useFormContext<ProductForm>();
  const { fields, append, remove, move } = useFieldArray({ control, name: 'media' });
  const [busy, setBusy] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const add = async (files: File[]) => {
    setBusy(true);
    for (const file of files) {
      try {
        append({ url: (await upload(file)).url, alt: '' }, { shouldFocus: false });
      } catch (error) {
        toast.failed(error);
      }
    }
    setBusy(false);
  };
  return (
    <Card
      title={t('pictures')}
      text={t('picturesText')}
      actions={
        <Button size="small" onClick={() => setChoosing(true)}>
          <Images aria-hidden className="size-4" />
          {t('choosePicture')}
        </Button>
      }
    >
      {fields.length > 0 && (
        <ul className="mb-4 space-y-3">
          {fields.map((field, index) => (
            <li key={field.id} className="flex flex-wrap items-end gap-3">
              <Picture url={field.url} className="size-16" />
              <Field label={t('alt', { number: index + 1 })} className="min-w-48 flex-1">
                <Input placeholder={t('altHint')} {...register(`media.${index}.alt`)} />
              </Field>
              <span className="flex">
                <Button
                  variant="quiet"
                  size="icon"
                  aria-label={t('moveUp')}
                  disabled={index === 0}
                  onClick={() => move(index, index - 1)}
                >
                  <ArrowUp aria-hidden className="size-4" />
                </Button>
                <Button
                  variant="quiet"
                  size="icon"
                  aria-label={t('moveDown')}
                  disabled={index === fields.length - 1}
                  onClick={() => move(index, index + 1)}
                >
                  <ArrowDown aria-hidden className="size-4" />
                </Button>
                <Button variant="quiet" size="icon" aria-label={t('removePicture')} onClick={() => remove(index)}>
                  <Trash2 aria-hidden className="size-4" />
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      <DropZone accept={PICTURES} multiple busy={busy} label={t('uploadPictures')} onFiles={files => void add(files)} />
      <Dialog open={choosing} onOpenChange={setChoosing} title={t('choosePicture')} wide>
        <MediaGrid
          onChoose={picture => {
            append({ url: picture.url, alt: '' }, { shouldFocus: false });
            setChoosing(false);
          }}
        />
      </Dialog>
    </Card>
  );
}
