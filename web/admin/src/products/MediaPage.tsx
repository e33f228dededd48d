import { Button, Confirm, toast, useTranslation } from '@sharpcommerce/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Copy, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { api, useCan } from '../session';
import { Card, PageHeader } from '../shared/Page';
import { usePageTitle } from '../shared/title';
import { DropZone } from './DropZone';
import { MediaGrid } from './MediaGrid';
import { PICTURES, upload } from './upload';

export function MediaPage() {
  const { t } = useTranslation('products');
  const can = useCan();
  const queryClient = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [deleting, setDeleting] = useState<string | null>(null);
  usePageTitle(t('pictures'));
  const add = async (files: File[]) => {
    setBusy(true);
    for (const file of files) await upload(file).catch(toast.failed);
    setBusy(false);
    await queryClient.invalidateQueries({ queryKey: ['media'] });
  };
  return (
    <>
      <PageHeader title={t('pictures')} />
      <Card>
        {can('catalog:write') && (
          <div className="mb-6">
            <DropZone
              accept={PICTURES}
              multiple
              busy={busy}
              label={t('uploadPictures')}
              hint={t('pictureKinds')}
              onFiles={files => void add(files)}
            />
          </div>
        )}
        <MediaGrid
          actions={picture => (
            <span className="flex">
              <Button
                variant="quiet"
                size="small-icon"
                aria-label={t('copyAddress')}
                onClick={() => void navigator.clipboard.writeText(picture.url).then(() => toast.done(t('addressCopied')))}
              >
                <Copy aria-hidden className="size-4" />
              </Button>
              {can('catalog:write') && (
                <Button variant="quiet" size="small-icon" aria-label={t('delete')} onClick={() => setDeleting(picture.id)}>
                  <Trash2 aria-hidden className="size-4" />
                </Button>
              )}
            </span>
          )}
        />
      </Card>
      <Confirm
        open={deleting !== null}
        onOpenChange={open => !open && setDeleting(null)}
        title={t('deletePicture')}
        text={t('deletePictureText')}
        action={t('delete')}
        danger
        onConfirm={async () => {
          await api.DELETE('/admin/media/{id}', { params: { path: { id: deleting! } } });
          await queryClient.invalidateQueries({ queryKey: ['media'] });
        }}
      />
    </>
  );
}
