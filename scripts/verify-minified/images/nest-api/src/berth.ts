import { Type } from 'class-transformer';
import { IsInt, IsString, Max, Min } from 'class-validator';

export class Berth {
  @IsString()
  ship: string;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(400)
  metres: number;
}
