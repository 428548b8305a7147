import { IconFileCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../api.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { PacketCheckView } from './packet-check.tsx';

/** Asks for a file and tells whether it is the packet that was written; the button and its answer apart. */
export function useVerifyPacket(size: 'sm' | 'md' = 'md') {
  const verify = useMutation({ ...orpc.packets.verify.mutationOptions(), meta: { saves: false } });
  return {
    button: (
      <Button
        {...(size === 'sm' ? { size } : {})}
        icon={<IconFileCheck size={16} stroke={1.75} aria-hidden />}
        busy={verify.isPending}
        onClick={() => verify.mutate({})}
      >
        Verify a packet
      </Button>
    ),
    answer: verify.error ? (
      <ErrorLine error={verify.error} />
    ) : verify.data ? (
      <PacketCheckView check={verify.data} />
    ) : null,
  };
}
