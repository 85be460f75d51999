import {registerEnumType} from 'type-graphql';

export enum TrackKind {
  SONG = 'SONG',
  VIDEO = 'VIDEO',
  PHOTO = 'PHOTO',
  RECITATION = 'RECITATION',
  POSTER = 'POSTER',
  ANIMATION = 'ANIMATION',
  TEXT = 'TEXT',
  CASE = 'CASE',
  PLATFORM = 'PLATFORM',
  ACCOUNT = 'ACCOUNT',
  PERSON = 'PERSON',
  ACTIVITY = 'ACTIVITY',
  PERFORMANCE = 'PERFORMANCE',
}
registerEnumType(TrackKind, {name: 'TrackKind', description: 'What is handed in to a track (R53).'});
