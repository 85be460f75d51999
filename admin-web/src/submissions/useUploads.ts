import {useApolloClient} from '@vue/apollo-composable';
import {Upload} from 'tus-js-client';
import {onScopeDispose, reactive} from 'vue';
import {AttachAssetDocument} from './submissions.documents';
import {FileUpload, type UploadState} from './upload';

export interface Sending {
  key: number;
  rule: string;
  name: string;
  state: UploadState;
  file: File;
}

/** The files that are on their way to one work. What leaves the page goes on when the same file is chosen again. */
export function useUploads(workId: () => string, attached: () => unknown) {
  const {client} = useApolloClient();
  const list = reactive<Sending[]>([]);
  const running = new Map<number, FileUpload>();
  let next = 0;

  function add(rule: string, file: File): void {
    const submissionId = workId();
    const key = ++next;
    const upload = new FileUpload({
      file,
      purpose: `${submissionId}/${rule}`,
      create: (source, options) => new Upload(source, options),
      attach: (uploadId) => client.mutate({mutation: AttachAssetDocument, variables: {submissionId, rule, uploadId}}),
      changed(state) {
        const shown = list.find((each) => each.key === key);
        if (shown) shown.state = state;
        if (state.is !== 'done') return;
        drop(key);
        attached();
      },
    });
    list.push({
      key,
      rule,
      file,
      name: file.name,
      state: {is: 'sending', sent: 0, total: file.size, resumed: false, waiting: false},
    });
    running.set(key, upload);
    void upload.start();
  }

  function drop(key: number): void {
    running.delete(key);
    const at = list.findIndex((each) => each.key === key);
    if (at >= 0) list.splice(at, 1);
  }

  function cancel(key: number): void {
    running.get(key)?.cancel();
    drop(key);
  }

  function again(key: number): void {
    const shown = list.find((each) => each.key === key);
    if (!shown) return;
    const {rule, file} = shown;
    drop(key);
    add(rule, file);
  }

  onScopeDispose(() => running.forEach((upload) => upload.pause()));
  return {list, add, cancel, again, dismiss: drop};
}
