from pathlib import Path

import yaml
from flask import Flask, abort, jsonify, request

app = Flask(__name__)
topics: dict[str, str] = yaml.load((Path(__file__).parent / "topics.yaml").read_text(), Loader=yaml.CSafeLoader)


@app.get("/health")
def health() -> str:
    return "ok"


@app.get("/topics/<name>")
def topic(name: str):
    return jsonify({name: topics[name]}) if name in topics else abort(404)


@app.post("/topics/<name>")
def add_topic(name: str):
    topics[name] = request.get_data(as_text=True)
    return jsonify(topics), 201
