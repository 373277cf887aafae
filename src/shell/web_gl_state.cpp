// Dear ImGui's OpenGL backend asks for the state before each frame in order to put it back behind it. In a page nobody else
// draws into the canvas, and each such question waits until the browser's graphics process has caught up: a third of the time
// to the first picture. The backend is compiled to ask here instead (src/cmake/dependencies.cmake), where the answer is
// OpenGL's initial state.
#include <GLES3/gl3.h>

extern "C" void logit_gl_initial_state(GLenum name, GLint* out) {
  switch (name) {
    case GL_MAJOR_VERSION: out[0] = 3; break;
    case GL_ACTIVE_TEXTURE: out[0] = GL_TEXTURE0; break;
    case GL_BLEND_SRC_RGB:
    case GL_BLEND_SRC_ALPHA: out[0] = GL_ONE; break;
    case GL_BLEND_EQUATION_RGB:
    case GL_BLEND_EQUATION_ALPHA: out[0] = GL_FUNC_ADD; break;
    case GL_VIEWPORT:
    case GL_SCISSOR_BOX: out[0] = out[1] = out[2] = out[3] = 0; break;  // set anew by each frame
    default: out[0] = 0; break;                                          // bindings, blend destinations, the minor version
  }
}
