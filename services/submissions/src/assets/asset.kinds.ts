import {registerEnumType} from 'type-graphql';

export enum AssetRole {
  VIDEO = 'VIDEO',
  AUDIO = 'AUDIO',
  IMAGE = 'IMAGE',
  COVER = 'COVER',
  DOCUMENT = 'DOCUMENT',
}
registerEnumType(AssetRole, {name: 'AssetRole', description: 'What a file is to its work.'});
