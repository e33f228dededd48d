import { data } from '@sharpcommerce/client';
import { Button, Checkbox, Confirm, toast, useTranslation } from '@sharpcommerce/ui';
import { useState } from 'react';
import { api } from '../session';
import { Card } from '../shared/Page';

/** The keys that sign access tokens. They change by themselves; by hand when one may have leaked. */
export function SigningKeys() {
  const { t } = useTranslation('platform');
  const [asking, setAsking] = useState(false);
  const [drop, setDrop] = useState(false);
  return (
    <Card title={t('keys')} text={t('keysText')} actions={<Button onClick={() => setAsking(true)}>{t('rotate')}</Button>}>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t('rotateTitle')}
        text={t('rotateText')}
        action={t('rotate')}
        danger={drop}
        onConfirm={async () => {
          const { kid } = await data(api.POST('/platform/signing-keys/rotate', { body: { dropOthers: drop } }));
          toast.done(t('rotated', { kid }));
        }}
      >
        <Checkbox
          label={t('dropOthers')}
          hint={t('dropOthersHint')}
          checked={drop}
          onChange={event => setDrop(event.target.checked)}
        />
      </Confirm>
    </Card>
  );
}
