import { IconSend } from '@tabler/icons-react';
import { shareSent, useSending } from './sending.ts';

/** The file that is being sent, for the status bar: sending goes on when the page is left. */
export function SendingMark({ className }: { readonly className?: string | undefined }) {
  const { current } = useSending();
  if (!current) return null;
  return (
    <span className={className}>
      <IconSend size={14} stroke={1.75} aria-hidden />
      Sending to {current.file.planName}, {Math.round(shareSent(current) * 100)} %
    </span>
  );
}
