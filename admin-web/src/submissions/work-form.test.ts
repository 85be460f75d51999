import {emptyWorkForm, formOf, inputOf, savable} from './work-form';

const rules = [{key: 'about', name: 'About', required: true, maxCharacters: 5}];

test.each([
  ['without a title', {title: ' ', author: 'A'}, false],
  ['without an author', {title: 'T', author: ''}, false],
  ['with a field still empty', {title: 'T', author: 'A'}, true],
  ['with a field at its limit', {title: 'T', author: 'A', fields: {about: '一二三四五'}}, true],
  ['with a field over its limit', {title: 'T', author: 'A', fields: {about: '一二三四五六'}}, false],
])('a work %s can be kept as a draft: %p', (_, typed, expected) => {
  expect(savable({...emptyWorkForm(), ...typed}, rules)).toBe(expected);
});

test('masked fields are neither shown nor sent back', () => {
  const form = formOf({
    title: 'T',
    author: 'A',
    performers: 1,
    fields: [
      {key: 'about', value: null, masked: false},
      {key: 'phone', value: null, masked: true},
    ],
  });
  expect(inputOf(form).fields).toEqual([{key: 'about', value: ''}]);
});
