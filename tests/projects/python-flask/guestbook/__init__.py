from flask import Flask, jsonify, render_template, request

ENTRIES = []


def create_app():
    app = Flask(__name__)

    @app.get("/health")
    def health():
        return jsonify(status="ok")

    @app.get("/")
    def index():
        return render_template("index.html", entries=ENTRIES)

    @app.post("/entries")
    def add():
        ENTRIES.append(request.get_data(as_text=True)[:200])
        return jsonify(count=len(ENTRIES)), 201

    @app.get("/driver")
    def driver():
        import psycopg2

        return jsonify(libpq=psycopg2.extensions.libpq_version())

    return app


app = create_app()
