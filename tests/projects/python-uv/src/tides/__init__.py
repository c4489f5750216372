from importlib.metadata import version

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

app = FastAPI()
marks: dict[str, float] = {}


class Mark(BaseModel):
    place: str = Field(min_length=1, max_length=80)
    metres: float = Field(ge=-20, le=20)


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok", "version": version("tides")}


@app.post("/marks", status_code=201)
def add_mark(mark: Mark) -> Mark:
    marks[mark.place] = mark.metres
    return mark


@app.get("/marks/{place}")
def get_mark(place: str) -> Mark:
    if place not in marks:
        raise HTTPException(status_code=404, detail="no mark there")
    return Mark(place=place, metres=marks[place])
