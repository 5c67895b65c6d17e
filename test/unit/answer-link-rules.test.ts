import { expect, it } from '@jest/globals';
import { withoutAnswerLinks } from '../../schema/reminders/index.js';

it('shows a mail without the links by which its post answers', () => {
  const text = 'Hẹn ngày xong: https://dvc.example/tra-loi/AbC-1_x9\nXem: https://dvc.example/viec/1';
  expect(withoutAnswerLinks(text)).toBe(
    'Hẹn ngày xong: https://dvc.example/tra-loi/…\nXem: https://dvc.example/viec/1',
  );
});
